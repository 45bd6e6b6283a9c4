// Package paths holds constants, and nothing that sends.
package paths

// API is where the Management API is.
const API = "/api/v2"
