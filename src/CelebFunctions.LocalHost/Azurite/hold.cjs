// Loaded before Azurite. Its life is its host's: it ends when the host's end of the pipe closes, however the host
// ended, and not by Ctrl+C, which a terminal sends to both while the host still needs it to put messages back.
const once = process.once;
process.once = function (event, listener) {
  return event === "SIGINT" ? process : once.call(process, event, listener);
};
process.on("SIGINT", () => {});
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume();
