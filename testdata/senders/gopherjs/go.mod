module example.com/senders/gopherjs

go 1.26.0

require github.com/gopherjs/gopherjs v1.17.2

require honnef.co/go/js/xhr v0.0.0-20150307031022-00e3346113ae

require honnef.co/go/js/util v0.0.0-20150216223935-96b8dd9d1621 // indirect
