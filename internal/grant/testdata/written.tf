# Needs the provider auth0/auth0, a variable auth0_domain with the tenant's domain, and a resource
# auth0_client for each client; the names of those are to be replaced by yours.

# cmd/health
# may lack scopes: the endpoint of 1 of its requests is not known (one in cmd/health/main.go)
resource "auth0_client_grant" "health" {
  client_id = auth0_client.health.id
  audience  = "https://${var.auth0_domain}/api/v2/"
  scopes    = []
}

# cmd/usersync
resource "auth0_client_grant" "user_sync" {
  client_id = auth0_client.user_sync.id
  audience  = "https://${var.auth0_domain}/api/v2/"
  scopes = [
    "read:users",   # GET /api/v2/users, GET /api/v2/users/{id}
    "update:users", # PATCH /api/v2/users/{id}; dangerous: sets anybody's password
  ]
}
