# karuna: build, check, measure. `make` builds, `make check` is what CI
# runs but for the long tests of `make system`.

GOFLAGS ?= -mod=readonly -buildvcs=false
export GOFLAGS

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
LDFLAGS  = -s -w -buildid= -X main.version=$(VERSION)
SYSTEMS  = linux darwin windows freebsd
TARGETS  = $(foreach s,$(SYSTEMS),$(s)/amd64 $(s)/arm64)

# golangci-lint is built once, outside the modules here: it has 600 of its own.
LINT_VERSION = v2.15.0
LINT_DIR     = $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/karuna-tools/golangci-lint-$(LINT_VERSION)
LINT         = $(LINT_DIR)/golangci-lint
GOFUMPT      = go tool -modfile=tools/go.mod gofumpt

.PHONY: build check fmt format tidy vet lint test race cross docs system cost pictures bench fuzz golden clean

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o karuna .

# In the order in which a fault is found soonest.
check: format tidy vet lint race docs cross

# format lists files that gofumpt would change; fmt changes them.
format:
	@changed="$$($(GOFUMPT) -l .)" && if [ -n "$$changed" ]; then \
		echo "not formatted (make fmt):"; echo "$$changed"; exit 1; fi

fmt:
	$(GOFUMPT) -w .

# go.mod says what is imported, go.sum what was downloaded.
tidy:
	GOFLAGS=-mod=mod go mod tidy -diff
	go mod verify

# With the tag, the clock of a sit can be hurried for the tests that kill it.
vet:
	go vet ./...
	go vet -tags systemtest ./...

lint: $(LINT)
	$(LINT) run ./...

$(LINT):
	GOBIN='$(LINT_DIR)' go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)

test:
	go test ./...

# The race detector needs a C compiler; nothing else here does.
race:
	CGO_ENABLED=1 go test -race ./...

# The house rules alone: imports, lengths, words, links, commands, dependencies.
# (race runs them too; this names them when they are what broke.)
docs:
	go test -count=1 .

# Every system: the program builds, and its tests are at least well-typed.
cross:
	@set -e; for target in $(TARGETS); do \
		echo "build $$target"; \
		GOOS=$${target%/*} GOARCH=$${target#*/} CGO_ENABLED=0 go build -trimpath -o /dev/null ./...; \
	done; for system in $(SYSTEMS); do \
		echo "vet   $$system"; \
		GOOS=$$system CGO_ENABLED=0 go vet ./...; \
	done

# Long tests with real servers, full disks, killed processes: once, alone, as root.
system:
	KARUNA_SYSTEM_TESTS=1 go test -count=1 -p 1 -timeout 15m ./...

# What a running sit costs: processor, wakes, bytes, first frame. For a quiet
# machine; the number is how long each row is watched.
COST ?= 60s
cost:
	KARUNA_SYSTEM_TESTS=1 KARUNA_COST=$(COST) go test -count=1 -timeout 60m -run '^TestCost$$' -v .

# docs/pictures from the program itself; librsvg2-bin makes PNGs for looking at.
pictures:
	KARUNA_SYSTEM_TESTS=1 KARUNA_PICTURES=1 go test -count=1 -timeout 10m -parallel 6 -run '^Test(Pictures|Film)$$' .

bench:
	go test -run '^$$' -bench . -benchmem -count $(or $(COUNT),1) ./...

# Every fuzz target for FUZZTIME, one after another.
FUZZTIME ?= 30s
fuzz:
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "$$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

# Rewrites the golden files of every package whose tests have the flag; read the
# difference before committing it.
golden:
	@for pkg in $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -rn1 dirname | sort -u); do \
		go test $$pkg -update; \
	done

clean:
	rm -rf karuna karuna.exe dist .bin
