"""What is encoded, told to readers: instruments in words, and which of them bind two States."""
