// Package frameworks shows Auth0's client secret through the frameworks that
// Go's servers are written with.
package frameworks

import (
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/render"
	gojson "github.com/goccy/go-json"
	"github.com/gofiber/fiber/v2"
	jsoniter "github.com/json-iterator/go"
	"github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
)

type config struct {
	Domain string `json:"domain"`
	Secret string `json:"secret"`
	Key    string `json:"-"`
}

func load() config {
	return config{Domain: os.Getenv("AUTH0_DOMAIN"), Secret: os.Getenv("AUTH0_CLIENT_SECRET")}
}

func careful() config {
	return config{Domain: os.Getenv("AUTH0_DOMAIN"), Key: os.Getenv("AUTH0_CLIENT_SECRET")}
}

func ginHandler(c *gin.Context) {
	c.JSON(200, load())                                                 // want "is written to a response.*client-secret-public"
	c.JSON(200, careful())                                              // quiet
	c.JSON(200, gin.H{"secret": os.Getenv("AUTH0_CLIENT_SECRET")})      // want "is written to a response.*client-secret-public"
	c.JSON(200, gin.H{"domain": os.Getenv("AUTH0_DOMAIN")})             // quiet
	c.String(200, "secret=%s", load().Secret)                           // want "is written to a response.*client-secret-public"
	c.HTML(200, "index.html", gin.H{"config": load()})                  // want "reaches the template's data.*client-secret-public"
	c.Header("X-Secret", load().Secret)                                 // want "is written to a response.*client-secret-public"
	c.Data(200, "text/plain", []byte(os.Getenv("AUTH0_CLIENT_SECRET"))) // want "is written to a response.*client-secret-public"
	_ = gojson.NewEncoder(c.Writer).Encode(load())                      // want "is written to a response.*client-secret-public"
}

func echoHandler(c echo.Context) error {
	if c.QueryParam("text") != "" {
		return c.String(200, load().Secret) // want "is written to a response.*client-secret-public"
	}
	if c.QueryParam("page") != "" {
		return c.Render(200, "index", map[string]any{"secret": load().Secret}) // want "reaches the template's data.*client-secret-public"
	}
	_ = c.JSON(200, careful()) // quiet
	return c.JSON(200, load()) // want "is written to a response.*client-secret-public"
}

func echo5Handler(c *echo5.Context) error {
	return c.JSON(200, load()) // want "is written to a response.*client-secret-public"
}

func fiberHandler(c *fiber.Ctx) error {
	c.Cookie(&fiber.Cookie{Name: "s", Value: load().Secret}) // want "is written to a response.*client-secret-public"
	if c.Query("text") != "" {
		return c.SendString(load().Secret) // want "is written to a response.*client-secret-public"
	}
	return c.JSON(fiber.Map{"config": load()}) // want "is written to a response.*client-secret-public"
}

func chiHandler(w http.ResponseWriter, r *http.Request) {
	render.JSON(w, r, load())                         // want "is written to a response.*client-secret-public"
	render.JSON(w, r, careful())                      // quiet
	_ = jsoniter.NewEncoder(w).Encode(load())         // want "is written to a response.*client-secret-public"
	_ = jsoniter.NewEncoder(os.Stdout).Encode(load()) // quiet
}

// Routes makes them reachable.
func Routes(g *gin.Engine, e *echo.Echo, e5 *echo5.Echo, f *fiber.App, mux *http.ServeMux) {
	g.GET("/", ginHandler)
	e.GET("/", echoHandler)
	e5.GET("/", echo5Handler)
	f.Get("/", fiberHandler)
	mux.HandleFunc("/", chiHandler)
}
