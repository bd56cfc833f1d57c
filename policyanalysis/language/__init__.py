"""What the package knows of the two languages: tokens, stop words, the glossary of policy terms, the lexicon, quantities."""
