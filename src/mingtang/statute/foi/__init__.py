"""Requests for government information 依申请公开: the law as data and pure functions."""
