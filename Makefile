# Everything a newcomer needs: `make run` and `make test`.
# make run PORT=8000 DATA=./data

PORT ?= 8000
DATA ?= ./data
SCENARIO ?= county2019
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run demo test lint format bench docs lock

help:
	@echo "make run    set up, build the demo county, serve it on http://127.0.0.1:$(PORT)/"
	@echo "make test   run every test on SQLite, then on PostgreSQL"
	@echo "make lint   style, types, import layers, missing migrations"
	@echo "make bench  measure the speeds that docs/performance.md records"
	@echo "make demo   build the demo county anew below DATA=$(DATA)"
	@echo "make docs   check that the documentation is whole"
	@echo "make setup  install into .venv only;  make lock  renew the locked requirements"

setup:
	@sh .ci/setup.sh run

run: setup
	@sh .ci/serve.sh "$(DATA)" "$(PORT)" "$(SCENARIO)"

demo: setup
	@$(BIN)/mingtang demo --data "$(DATA)" --scenario "$(SCENARIO)"

test:
	@sh .ci/setup.sh test
	@sh .ci/test.sh

lint:
	@sh .ci/setup.sh test
	@sh .ci/lint.sh

format:
	@sh .ci/setup.sh test
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench:
	@sh .ci/setup.sh test
	@$(BIN)/python -m benchmarks

docs:
	@sh .ci/setup.sh test
	@$(BIN)/pytest -q tests/docs

lock:
	@sh .ci/setup.sh test
	@sh .ci/lock.sh
