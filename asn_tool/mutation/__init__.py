"""./asn mutate: changes the program one small step at a time and asks whether a test turns red."""
