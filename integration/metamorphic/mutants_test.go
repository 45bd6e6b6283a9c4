package metamorphic

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

var (
	long = flag.Duration("mutate", 10*time.Second, "how long to look for crashes")
	seed = flag.Uint64("seed", 0, "where the random numbers begin; 0 takes the time")
)

const (
	patience  = 60 * time.Second // for one package, on a busy machine
	maxMemory = 2 << 30          // bytes of the heap
)

// TestMutants breaks files of the corpus, and analyses their packages and what
// imports them. Whatever the code is, the analyzer comes to an end without a
// crash, in time and in memory that is bounded. What it does not is written to
// testdata/crashers, and stays there as a test.
func TestMutants(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", *seed)
	r := rand.New(rand.NewPCG(*seed, 0))
	all := programs(t, *only)
	mutants, wrong := 0, 0
	var largest uint64
	for begin := time.Now(); time.Since(begin) < *long && wrong < 10; mutants++ {
		p := all[r.IntN(len(all))]
		u := p.packages[r.IntN(len(p.packages))]
		if !u.module.Main {
			continue
		}
		i := r.IntN(len(u.sources))
		text, how := mutate(r, u.sources[i].text)
		if problem := survive(p, u.with(u.sources[i].name, text)); problem != "" {
			wrong++
			name := filepath.Join("testdata", "crashers", fmt.Sprintf("%x.txt", sha256.Sum256(text))[:24])
			header := fmt.Sprintf("%s %s\n", p.name, strings.TrimPrefix(u.sources[i].name, u.module.Dir+"/"))
			if err := os.WriteFile(name, append([]byte(header), text...), 0o666); err != nil {
				t.Error(err)
			}
			t.Errorf("%s, %s, after %s, kept as %s: %s", p.name, base(u.sources[i].name), how, name, problem)
		}
		largest = max(largest, heap())
	}
	t.Logf("%d mutants, at most %d MB", mutants, largest>>20)
}

// TestCrashers analyses what was a crash once.
func TestCrashers(t *testing.T) {
	files, err := filepath.Glob("testdata/crashers/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := programs(t, *only)
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		header, text, _ := strings.Cut(string(content), "\n")
		i := strings.LastIndex(header, " ")
		for _, p := range all {
			if p.name != header[:i] {
				continue
			}
			for _, u := range p.packages {
				file := filepath.Join(u.module.Dir, header[i+1:])
				if _, err := u.read(file); err != nil {
					continue
				}
				if problem := survive(p, u.with(file, []byte(text))); problem != "" {
					t.Errorf("%s: %s", name, problem)
				}
			}
		}
	}
}

// survive analyses a changed package, and tells what goes wrong.
func survive(p *program, u *unit) string {
	done := make(chan string, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Sprintf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		var problems []string
		for _, u := range p.variant(u) {
			if u.crash != "" {
				problems = append(problems, u.path+": "+u.crash)
			}
		}
		done <- strings.Join(problems, "\n")
	}()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		select {
		case problem := <-done:
			return problem
		case <-tick.C:
			if n := heap(); n > maxMemory {
				return fmt.Sprintf("it needs more than %d MB", n>>20)
			}
		}
	}
	return fmt.Sprintf("it takes longer than %v", patience)
}

// heap is the size of what lives on the heap, or waits to be collected.
func heap() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
