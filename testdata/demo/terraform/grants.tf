# What the tenant lets the club's own programs do.

resource "auth0_client_grant" "member_sync" {
  client_id = auth0_client.member_sync.client_id
  audience  = "https://${var.auth0_domain}/api/v2/"
  scopes = [
    "read:users",
    "create:users",
    "create:role_members",
    "create:client_grants",
    "delete:user",
  ]
}
