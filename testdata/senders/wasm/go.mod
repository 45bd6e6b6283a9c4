module example.com/senders/wasm

go 1.26.0

require honnef.co/go/js/dom/v2 v2.0.0-20250304181735-b5e52f05e89d
