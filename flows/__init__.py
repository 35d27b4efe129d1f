"""Doors to Prefect: the same steps as the plain ones, with retries, a schedule, artifacts and a UI.

This package is the only code that imports Prefect, which costs three seconds. Call
`flows.environment.prepare` before importing any other module of it, because Prefect reads its settings when
it is imported.
"""
