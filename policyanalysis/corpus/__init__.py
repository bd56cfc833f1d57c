"""From raw pages to the articles, passages and pairs tables.

readers (bytes to lines) -> splitting (page to articles, `cues`, `cohesion`) -> metadata, cleaning -> duplicates -> translations, alignment,
policies.  `load` runs the whole.
"""
