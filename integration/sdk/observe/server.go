package observe

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// An answer is what the server says to reads and writes; deletions have no
// content, as with the real one.
type answer struct {
	status int
	first  string // the body for a method's first request
	body   string // for the others
}

// answers are what each method is tried with: something there and more on a
// next page, nothing there, and an object that does not exist. The keys are
// those of arguments.go.
func answers() []answer {
	return []answer{
		{http.StatusOK, `{"` + sharedKey + `":"1","` + oldKey + `":"1","next":"more"}`, `{}`},
		{http.StatusOK, `{}`, `{}`},
		{http.StatusNotFound, `{"statusCode":404}`, `{"statusCode":404}`},
	}
}

// server stands in for the tenant and keeps the requests of the method under
// test.
type server struct {
	*httptest.Server

	mu       sync.Mutex
	answer   answer
	requests []string // "METHOD /path", in the order of arrival
}

func newServer() *server {
	s := new(server)
	s.Server = httptest.NewServer(s)
	return s
}

// expect forgets the requests so far and answers with a from now on.
func (s *server) expect(a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer, s.requests = a, nil
}

// received returns the requests since the last expect.
func (s *server) received() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	s.mu.Lock()
	a := s.answer
	body := a.body
	if len(s.requests) == 0 {
		body = a.first
	}
	s.requests = append(s.requests, r.Method+" "+r.URL.EscapedPath())
	s.mu.Unlock()

	if r.Method == http.MethodDelete && a.status == http.StatusOK {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	io.WriteString(w, body)
}

// template replaces each segment that an argument made by {}; a request to
// another API stays as it is. It has no answer when an argument is empty.
func (s SDK) template(request string) (string, bool) {
	method, path, _ := strings.Cut(request, " ")
	rest, ours := strings.CutPrefix(path, "/api/v2/")
	if !ours {
		return request, true
	}
	segments := strings.Split(rest, "/")
	if slices.Contains(segments, "") {
		return "", false
	}
	for i, segment := range segments {
		if s.marked(segment) {
			segments[i] = "{}"
		}
	}
	return method + " /api/v2/" + strings.Join(segments, "/"), true
}

// marked reports whether the segment is the whole of an argument.
func (s SDK) marked(segment string) bool {
	for _, value := range s.Enums {
		if segment == value {
			return true
		}
	}
	number, isText := strings.CutPrefix(segment, textMark)
	if !isText {
		return segment == strconv.Itoa(numberMark)
	}
	_, err := strconv.Atoi(number)
	return err == nil
}
