import pytest
from rules import file_name as rules


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("197906152003121903", "Teuku Rizal", "SKP"), "197906152003121903 Teuku Rizal SKP"),
        (("", "Dr. H. Ahmad/Umar", "SKP"), "Dr. H. Ahmad_Umar SKP"),
        (("..\\..\\x",), "_.._x"),
        (('a:b*c?d"e<f>g|h',), "a_b_c_d_e_f_g_h"),
        (("nama\n\tdua\x00tiga",), "nama_dua_tiga"),
        (("exe\u202egpj",), "exe_gpj"),
        (("أحمد", "ꦗꦮꦶ"), "أحمد ꦗꦮꦶ"),
        (("  ", "..."), "-"),
        ((), "-"),
    ],
)
def test_names(parts, name):
    assert rules.safe_name(*parts) == name


def test_long_names_are_cut_and_do_not_end_with_a_dot():
    assert len(rules.safe_name("a" * 10_000)) == 100
    assert rules.safe_name("a" * 99 + ". b") == "a" * 99


def test_the_same_name_gets_a_number():
    used = set()
    names = [rules.unused_name("A", used) for _time in range(3)]
    assert names == ["A", "A (2)", "A (3)"]
