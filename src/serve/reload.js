// Asks the dev server whether the site has changed; it answers when it has.
const version = document.currentScript.dataset.version;
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

async function wait() {
  for (;;) {
    try {
      const answer = await fetch(`/__retold/changed?since=${version}`, { cache: 'no-store' });
      if (answer.status === 200) {
        location.reload();
        return;
      }
    } catch {
      // The server is gone, perhaps to come back.
      await pause(500);
    }
  }
}

wait();
