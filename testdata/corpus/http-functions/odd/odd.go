// Package odd has requests that are almost nothing.
package odd

import (
	"bufio"
	"net/http"
	"os"
	"strings"
)

// Thrown away: the request is made and never sent.
func Thrown() {
	http.NewRequest("GET", "https://club.eu.auth0.com/api/v2/anomaly/blocks/ips/1.2.3.4", nil) // call GET /api/v2/anomaly/blocks/ips/{id}
}

// Nil sends nothing.
func Nil() {
	http.DefaultClient.Do(nil) // quiet
}

// Read reads a request from a file.
func Read(f *os.File) error {
	req, err := http.ReadRequest(bufio.NewReader(f))
	if err != nil {
		return err
	}
	req.URL.Host = "club.eu.auth0.com"
	_, err = http.DefaultClient.Do(req) // quiet
	return err
}

// From takes the method from the user.
func From() error {
	req, err := http.NewRequest(os.Args[1], "https://club.eu.auth0.com/api/v2/roles", nil) // unresolved method comes from os.Args
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// Path takes the path from the user.
func Path(r *bufio.Reader) error {
	line, err := r.ReadString('\n')
	if err != nil {
		return err
	}
	_, err = http.Get("https://club.eu.auth0.com/api/v2/" + strings.TrimSpace(line)) // unresolved path comes from the result of bufio.Reader.ReadString
	return err
}
