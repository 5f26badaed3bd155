using AciSecMon.HelpGen;

// Usage: AciSecMon.HelpGen <folder>. Writes the help files into the folder; the test that looks for stale help compares such a folder with en-US.
if (args.Length != 1) return 2;
string folder = Path.GetFullPath(args[0]);
Directory.CreateDirectory(folder);
foreach ((string name, string content) in HelpFiles.Make()) await File.WriteAllTextAsync(Path.Combine(folder, name), content).ConfigureAwait(false);
return 0;
