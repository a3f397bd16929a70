// What the official client marks in each text of the JSON list on standard input.
const { createRequire } = require('node:module')
const { readFileSync } = require('node:fs')

const { RichText } = createRequire(process.cwd() + '/')('@atproto/api')

const marked = JSON.parse(readFileSync(0, 'utf8')).map((text) => {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  return (rich.facets ?? []).map(({ index, features }) => [index.byteStart, index.byteEnd, features[0].uri ?? features[0].tag])
})
console.log(JSON.stringify(marked))
