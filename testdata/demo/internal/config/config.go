// Package config reads the club's settings.
package config

import (
	"encoding/json"
	"fmt"
	"os"
)

// Config is boathouse.json, which every program of the club reads.
type Config struct {
	Domain     string `json:"auth0_domain"` // "boathouse.eu.auth0.com"
	MemberRole string `json:"member_role"`  // id of the role that opens the boat bookings
}

// Load reads the settings from a file.
func Load(name string) (*Config, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var c Config
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &c, nil
}

// API is where the tenant's Management API is.
func (c *Config) API() string { return "https://" + c.Domain + "/api/v2" }
