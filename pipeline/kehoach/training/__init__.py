"""Training of the NER model from any folder of documents: silver labels by the rules, varied, then spaCy.

The last room of the house: it runs the whole pipeline to label text, and nothing imports it but the command.
"""
