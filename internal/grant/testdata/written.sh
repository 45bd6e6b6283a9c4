#!/bin/sh
# Replace each client_id by the id of your client (auth0 apps list) and TENANT by the tenant's domain. For a grant
# that exists: auth0 api patch client-grants/GRANT_ID --data '{"scope": [...]}'

# cmd/health
# may lack scopes: the endpoint of 1 of its requests is not known (one in cmd/health/main.go)
auth0 api post client-grants --data '{
  "client_id": "health",
  "audience": "https://TENANT/api/v2/",
  "scope": []
}'

# cmd/usersync
# read:users: GET /api/v2/users, GET /api/v2/users/{id}
# update:users: PATCH /api/v2/users/{id}; dangerous: sets anybody's password
auth0 api post client-grants --data '{
  "client_id": "user-sync",
  "audience": "https://TENANT/api/v2/",
  "scope": [
    "read:users",
    "update:users"
  ]
}'
