// Package sync reads its settings through libraries, and has secrets as their
// defaults.
package sync

import (
	"net/http"
	"net/url"

	"github.com/alecthomas/kingpin/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"github.com/urfave/cli/v2"
)

type options struct{ secret, other string }

func token(secret string) {
	_, _ = http.PostForm("https://club.eu.auth0.com/oauth/token", url.Values{"client_secret": {secret}}) // quiet
}

// Pflag has flags of pflag, as programs with cobra do.
func Pflag(flags *pflag.FlagSet) {
	var o options
	flags.StringVarP(&o.secret, "secret", "s", "demo-not-a-real-secret-0001", "the secret")
	flags.StringVar(&o.other, "other", "", "the secret")
	key := flags.String("key", "demo-not-a-real-secret-0002", "the secret")
	token(o.secret) // want `client-secret-literal`
	token(o.other)  // quiet
	token(*key)     // want `client-secret-literal`
}

// Kingpin has flags of kingpin.
func Kingpin(app *kingpin.Application) {
	secret := app.Flag("secret", "the secret").Envar("SECRET").Default("demo-not-a-real-secret-0003").String()
	other := app.Flag("other", "the secret").Envar("SECRET").Required().String()
	token(*secret) // want `client-secret-literal`
	token(*other)  // quiet
}

// Viper has settings of viper.
func Viper() {
	viper.SetDefault("auth.secret", "demo-not-a-real-secret-0004")
	viper.SetDefault("auth.other", "")
	token(viper.GetString("auth.secret")) // want `client-secret-literal`
	token(viper.GetString("auth.other"))  // quiet
}

// CLI is a program with urfave/cli.
func CLI() *cli.App {
	return &cli.App{
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "secret", EnvVars: []string{"SECRET"}, Value: "demo-not-a-real-secret-0005"},
			&cli.StringFlag{Name: "other", EnvVars: []string{"SECRET"}},
		},
		Action: func(c *cli.Context) error {
			token(c.String("secret")) // want `client-secret-literal`
			token(c.String("other"))  // quiet
			return nil
		},
	}
}
