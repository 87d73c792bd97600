"""Evidence: what was done on a target, in a place, by a member, with a module or a method; what came of it; what is missing.

subject          what a page of evidence is about, and the queries that find its records
reading          everything on such a page, read at once and ready for others to read: nobody is named who did not agree
chains           need, visit, lesson, commitment, change, taken up elsewhere
sections         the page in sections and blocks, which window, PDF and Markdown draw alike
review_annex     the annex of a voluntary local review: actions by goal and target
"""
