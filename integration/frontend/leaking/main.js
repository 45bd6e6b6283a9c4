import { createAuth0Client } from '@auth0/auth0-spa-js'
import axios from 'axios'

const domain = 'dev-example1.us.auth0.com'

async function managementToken() {
  const response = await fetch(`https://${domain}/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: 'bKzBzJ0Yk3wq4mYzS9n1cZrQ2tVx7LpE',
      client_secret: import.meta.env.VITE_CLIENT_SECRET,
      audience: `https://${domain}/api/v2/`,
    }),
  })
  return (await response.json()).access_token
}

const api = axios.create({ baseURL: `https://${domain}/api/v2` })

const client = await createAuth0Client({
  domain,
  clientId: 'bKzBzJ0Yk3wq4mYzS9n1cZrQ2tVx7LpE',
  authorizationParams: { audience: `https://${domain}/api/v2/`, scope: 'openid read:users' },
})
await client.getUser()
const users = await api.get('/users', { headers: { Authorization: `Bearer ${await managementToken()}` } })
document.querySelector('#app').textContent = users.data.map((u) => u.email).join(', ')
