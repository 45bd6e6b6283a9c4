// Package metrics writes to InfluxDB, whose API has the same prefix.
package metrics

import "github.com/valyala/fasthttp"

// Write sends a line.
func Write(influx string, line []byte) error {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	req.Header.SetMethod("POST")
	req.SetRequestURI("https://" + influx + "/api/v2/write")
	req.SetBody(line)
	return fasthttp.Do(req, res)
}

// Users lists InfluxDB's users.
func Users(influx string) error {
	_, _, err := fasthttp.Get(nil, "https://"+influx+"/api/v2/users")
	return err
}
