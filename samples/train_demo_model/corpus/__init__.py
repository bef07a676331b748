"""What is spoken: words by topic, patterns, and sentences made of both.

One way of writing each thing: digits are ASCII, units are katakana or kanji (パーセント, キロ), 。 and 、 are the
only marks besides ？, verbs are in kanji where an office writes them so (行う, 伺う) and always the same way.
"""
