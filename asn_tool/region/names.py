"""Personal names as they are common in Subulussalam: Singkil, Pakpak, Aceh, Minang, Batak, Java.

Every name is put together by chance; a resemblance to a real person is one of chance too.
"""

# Given names by sex; two are combined, or one with a family name.
_MEN_WORDS = """
Abdul Ahmad Ali Amiruddin Anwar Arifin Aswan Bahagia Bakhtiar Burhanuddin Chairul Darwin Dedi
Edi Eka Fadli Faisal Fakhrurrazi Fauzan Fitra Hamdan Hasanuddin Hendra Herman Husaini Ibrahim
Idris Ilham Indra Irfan Irwan Iskandar Ismail Jamaluddin Junaidi Kamaruddin Khairul Lukman
Mahdi Maulana Muazzin Muhammad Mukhlis Mukhtar Munawar Mursalin Mustafa Nasruddin Nurdin Putra
Rahmad Rahmat Ramli Razali Ridwan Rizal Rizki Rusdi Sabri Safrizal Said Saiful Salman Samsul
Saparuddin Sofyan Suhaimi Sulaiman Surya Syahrul Syarifuddin Taufik Umar Usman Wahyu Yusrizal
Yusuf Zainal Zakaria Zulfan Zulfikar Zulkarnain Zulkifli Agus Bambang Budi Eko Heri Joko Slamet
Sugeng Supriadi Suryadi Sutrisno Teguh Tri Wahyudi
"""
_WOMEN_WORDS = """
Ainun Aminah Anita Asmawati Asnidar Ayu Cahaya Dahlia Desi Dewi Dian Eka Elfina Elvi Erlina
Erna Evi Farida Fatimah Fitri Fitriani Halimah Hasanah Hayati Helmi Herlina Ida Ika Indah Irma
Jamilah Juliana Kartini Khadijah Khairani Laila Latifah Lestari Lia Lisa Mahyuni Maisarah
Marlina Marliana Maryam Maulida Mawarni Mega Melati Misnawati Mutia Nadia Nilawati Novita
Nur Nuraini Nurasiah Nurhayati Nurjannah Nurlaila Nurmala Putri Rahmah Rahmawati Ratna
Raudhah Rina Rini Rismawati Ros Rosmawar Rosnita Rukiah Salamah Salbiah Salmiah Saniah Sari Siti
Sri Suci Sulastri Suryani Susanti Syarifah Tuti Umi Wahyuni Wardah Wati Winda Yanti Yuliana
Yuni Yusnidar Zahara Zahra Zubaidah Zuraida
"""

_MEN = _MEN_WORDS.split()
_WOMEN = _WOMEN_WORDS.split()

# Family names of the peoples of the city, with the weight of each name.
_SINGKIL_PAKPAK = """
Bancin Berutu Boangmanalu Solin Manik Kombih Tinambunan Padang Tumangger Lembong Limbong Angkat
Ujung Maha Cibro Barasa Kesogihen Pasi Saraan Capah Lingga Bako Sambo Cibero Banurea Penarik
Pohan Munthe
"""
_BATAK_MANDAILING = """
Siregar Harahap Nasution Lubis Hasibuan Daulay Simanjuntak Manurung Sihombing Pasaribu Simbolon
Situmorang Rangkuti Batubara Sinaga
"""
_MINANGKABAU = "Chaniago Tanjung Koto Piliang Sikumbang Guci Jambak"
_CLANS = {
    **dict.fromkeys(_SINGKIL_PAKPAK.split(), 4),
    **dict.fromkeys(_BATAK_MANDAILING.split(), 1),
    **dict.fromkeys(_MINANGKABAU.split(), 2),
    "": 75,  # the many who have none
}
_CLAN_NAMES = tuple(_CLANS)
_CLAN_TOTALS = []
for _weight in _CLANS.values():
    _CLAN_TOTALS.append((_CLAN_TOTALS[-1] if _CLAN_TOTALS else 0) + _weight)

# Acehnese noble titles are part of the name.
_NOBLE = {"L": ("Teuku", "Said"), "P": ("Cut", "Syarifah")}
_NOBLE_SHARE = 0.03
_LONG_SHARE = 0.25


def draw(random, sex):
    """Return a name for a man (``L``) or a woman (``P``), drawn with `random`."""
    given = _MEN if sex == "L" else _WOMEN
    clan = random.choices(_CLAN_NAMES, cum_weights=_CLAN_TOTALS)[0]
    first = random.choice(given)
    if random.random() < _NOBLE_SHARE:
        return f"{random.choice(_NOBLE[sex])} {_other(random, given, _NOBLE[sex][1])}"
    if clan and random.random() > _LONG_SHARE:
        return f"{first} {clan}"
    second = _other(random, given, first)
    return f"{first} {second} {clan}" if clan else f"{first} {second}"


def _other(random, given, taken):
    name = random.choice(given)
    while name == taken:
        name = random.choice(given)
    return name
