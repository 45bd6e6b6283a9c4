import { createAuth0Client } from '@auth0/auth0-spa-js'
import axios from 'axios'

const domain = 'dev-example1.us.auth0.com'
const client = await createAuth0Client({
  domain,
  clientId: 'bKzBzJ0Yk3wq4mYzS9n1cZrQ2tVx7LpE',
  authorizationParams: {
    redirect_uri: location.origin,
    audience: `https://${domain}/api/v2/`,
    scope: 'openid profile read:current_user',
  },
})
const user = await client.getUser()
const token = await client.getTokenSilently()
const me = await axios.get(`https://${domain}/api/v2/users/${user.sub}`, { headers: { Authorization: `Bearer ${token}` } })
const mine = await fetch('/api/v2/users')
document.querySelector('#app').textContent = me.data.nickname + (await mine.json()).length
