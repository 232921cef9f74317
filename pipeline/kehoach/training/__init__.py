"""What is made from any folder of documents: the NER model (silver labels by the rules, varied, then spaCy), and
the word list rules/words.tsv with its parts of speech (words.py).

The last room of the house: it runs the whole pipeline to label text, and nothing imports it but the command.
"""
