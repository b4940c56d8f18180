// Prints what the Khronos glTF Validator finds wrong with each model named: a line of JSON each, of the codes of errors.
const { readFileSync } = require("node:fs");
const { validateBytes } = require(process.argv[2]);

(async () => {
  for (const file of process.argv.slice(3)) {
    let found;
    try {
      const { issues } = await validateBytes(new Uint8Array(readFileSync(file)));
      found = issues.messages.filter((message) => message.severity === 0).map((message) => message.code);
    } catch (error) {
      found = [String(error)];
    }
    console.log(JSON.stringify(found));
  }
})();
