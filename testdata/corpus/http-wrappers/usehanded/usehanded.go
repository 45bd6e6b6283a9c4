// Package usehanded uses what is made by functions behind the constructor.
package usehanded

import "example.com/httpwrappers/handed"

type store struct{ api *handed.Client }

func open() *store { return &store{api: handed.New("club.eu.auth0.com")} }

func (s *store) remove(id string) error { return s.api.Do("DELETE", "/users/"+id) } // call DELETE /api/v2/users/{id}

func direct() error { return handed.New("club.eu.auth0.com").Do("GET", "/clients") } // call GET /api/v2/clients

func opened() error { return handed.Open("club.eu.auth0.com").Get("/grants") } // call GET /api/v2/grants
