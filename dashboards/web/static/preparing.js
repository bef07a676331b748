// Asks for this page again until it is there.
const again = async () => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (answer.status === 202) setTimeout(again, 500);
  else location.reload();
};
setTimeout(again, 500);
