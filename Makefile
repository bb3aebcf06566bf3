# The doors: run test fuzz build dist format golden picture bench.
SHELL := /bin/bash

# Formatting and the build want JDK 25; Maven's toolchain plug-in finds it too where mvn runs on an older one.
JDK25 := $(firstword $(foreach d,$(JAVA_HOME) $(wildcard /usr/lib/jvm/temurin-25-* /usr/lib/jvm/*-25-* /usr/lib/jvm/*25*),\
	$(shell test -x $(d)/bin/javac && grep -qs '^JAVA_VERSION="25' $(d)/release && echo $(d))))
export JAVA_HOME := $(or $(JDK25),$(JAVA_HOME))

MVN := mvn -B -ntp
# Go peers are kept outside of the tree, so that a clean checkout need not build them again.
PEERS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/ingot-peers
CONFIG ?= otel-config.yaml
SOURCES := $(shell find . -name target -prune -o \( -name '*.java' -o -name pom.xml -o -path '*/src/main/*' -type f \) -print)

# What the tests start: real programs, from Debian's packages.
PACKAGES := netdata syslog-ng-core prometheus collectd-core netcat-openbsd bsdutils openssl procps iproute2 mount \
	prometheus-node-exporter docker.io qemu-system-x86 busybox-static libvirt-clients python3 systemd

.PHONY: run test fuzz build dist format golden picture bench packages jdk clean

run: agent/target/ingot/.built
	agent/target/ingot/bin/ingot run --config $(CONFIG)

agent/target/ingot/.built: $(SOURCES)
	@$(MAKE) -s jdk
	$(MVN) -q -DskipTests package
	@touch $@

test: jdk packages
	@if command -v go >/dev/null; then \
	  echo "go is here: building VictoriaMetrics, VictoriaLogs and Prometheus, the tests with them run too"; \
	  agent/src/test/peers/build $(PEERS) >$(PEERS).log 2>&1 || { cat $(PEERS).log >&2; exit 1; }; \
	  $(MVN) verify -Dwithout= -Dpeers=$(PEERS); \
	else \
	  echo "go is not here: the tests with VictoriaMetrics, VictoriaLogs and Prometheus do not run"; \
	  $(MVN) verify; \
	fi

# Damages input as the tests do, but TIMES times as often, and differently each time unless SEED is set.
fuzz: TIMES ?= 100
fuzz: SEED := $(or $(SEED),$(shell date +%s))
fuzz: jdk
	@echo "SEED=$(SEED)"
	$(MVN) -q test -am -pl receivers/graphite,receivers/syslog -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dfuzz.seed=$(SEED) -Dfuzz.times=$(TIMES)

build: jdk
	$(MVN) -q -DskipTests install

dist: jdk
	$(MVN) -q -DskipTests package
	tar --sort=name --mtime='2026-11-21 00:00Z' --owner=0 --group=0 --numeric-owner --exclude .built \
	  -C agent/target -czf agent/target/ingot.tar.gz ingot
	@ls -l agent/target/ingot.tar.gz

format: jdk
	$(MVN) -q spotless:apply

golden: jdk packages
	$(MVN) verify -Dgolden=update

# Two minutes of the tests' homelab, for the top README.
picture: jdk packages
	$(MVN) -q -DskipTests install
	$(MVN) -pl examples test -Dtest=LiveDashboardsTest -Dpicture=update -Dlongest.test=10m
	@ls -l examples/grafana/homelab.svg

bench: jdk
	$(MVN) -q -DskipTests install
	bench/run $(BENCH)

clean:
	$(MVN) -q clean

jdk:
	@test -n "$(JDK25)" || { echo "there is no JDK 25 here: install temurin-25-jdk or set JAVA_HOME" >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "there is no Maven here: apt-get install maven" >&2; exit 1; }

# Installs what is missing, where this is a Debian and we are root; else says what to install.
packages:
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing" $$missing; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else \
	    echo "the tests need Debian's packages:" $$missing "; install them: apt-get install" $$missing >&2; exit 1; \
	  fi; \
	fi
