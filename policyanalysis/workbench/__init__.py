"""Asking questions of a corpus, one function a question; the widgets of notebooks/0_explore are a thin layer over them.

selection (which articles) · beside (what each language says with a word) · reading (an article and its counterpart) · following (a topic, a policy document)
· uploads (pages dropped in) · app, filters, step, parts, static (the widgets, and what stands in their place where none can be).
"""
