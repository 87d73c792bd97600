"""What a record is: its fields and their kinds, the record types, and the tables made from them."""
