// Brings whoever sent a list or a file to what is said of it.

document.querySelector("[data-refused]")?.focus();
