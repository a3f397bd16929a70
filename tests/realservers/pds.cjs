// A Personal Data Server and its directory on free ports; prints the server's port and lives until it is told to end.
const { createRequire } = require('node:module')

const { TestNetworkNoAppView } = createRequire(process.cwd() + '/')('@atproto/dev-env')

TestNetworkNoAppView.create({ pds: { hostname: 'localhost' } }).then((network) => {
  console.log('PORT ' + new URL(network.pds.url).port)
})
