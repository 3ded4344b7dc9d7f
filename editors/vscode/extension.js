// Starts "reportlint server" and lets vscode-languageclient speak with it.
"use strict";

const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SECTION = "reportlint";
const HELP = "pip install 'reportlint[server]'";
const DOCUMENTS = ["file", "untitled"].flatMap((scheme) => [
  { scheme, language: "plaintext" },
  { scheme, language: "markdown" },
]);

let client;

async function start() {
  const settings = workspace.getConfiguration(SECTION);
  const { lang, select, ignore, projectScope } = settings;
  client = new LanguageClient(
    SECTION,
    { command: settings.get("path"), args: ["server"] },
    {
      documentSelector: DOCUMENTS,
      initializationOptions: { lang, select, ignore, projectScope },
      synchronize: { configurationSection: SECTION },
    },
  );
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(`reportlint: ${error.message} — ${HELP}`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running && running.needsStop()) {
    await running.stop();
  }
}

exports.activate = async (context) => {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    commands.registerCommand(`${SECTION}.restart`, restart),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.path`)) {
        return restart();
      }
    }),
  );
  await start();
};

exports.deactivate = stop;
