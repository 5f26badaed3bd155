using System.Net;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>Finds in the steps of a command what is fetched or decoded and then run.</summary>
internal static class Downloads
{
    private static readonly string[] Decoders = ["base64", "base32", "xxd", "openssl", "gunzip", "zcat"];

    private static readonly string[] Schemes = ["http://", "https://", "ftp://", "git@", "ssh://", "git://"];

    private static readonly string[] OfShell = ["DownloadString", "Invoke-WebRequest", "Invoke-RestMethod", "WebClient", "iwr ", "irm ", "wget ", "curl ", "FromBase64String"];

    /// <summary>True for a program that fetches from an address.</summary>
    public static bool IsDownloader(ShellStep step) => step.Program is "curl" or "wget" or "fetch" or "aria2c" or "iwr" or "irm" or "invoke-webrequest" or "invoke-restmethod";

    /// <summary>True where a step fetches from an address that it names.</summary>
    public static bool FetchesFromInternet(ShellStep step)
    {
        bool fetches = IsDownloader(step) || (step.Program == "git" && step.Words.Contains("clone"));
        return fetches && step.Words.Any(static w => Array.Exists(Schemes, s => w.StartsWith(s, StringComparison.OrdinalIgnoreCase)) && !IsNear(w));
    }

    // The machine itself, its metadata service, a private network, or a name without a domain: nothing comes from the internet there.
    private static bool IsNear(string word)
    {
        if (!Uri.TryCreate(word, UriKind.Absolute, out Uri? address)) return false;
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip))
        {
            byte[] parts = ip.GetAddressBytes();
            return IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal
                || (parts.Length == 4 && (parts[0] is 10 or 0 || (parts[0] == 169 && parts[1] == 254) || (parts[0] == 192 && parts[1] == 168) || (parts[0] == 172 && parts[1] is >= 16 and < 32)));
        }

        return !address.Host.Contains('.', StringComparison.Ordinal);
    }

    /// <summary>What is run without anybody having seen it, as the end of a sentence; null where nothing is.</summary>
    public static string? HowRun(List<ShellStep> steps)
    {
        var saved = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < steps.Count; i++)
        {
            ShellStep step = steps[i];
            if (IsEncoded(step)) return "runs a command that is hidden in base64";
            if (step.Program is "iex" or "invoke-expression" || step.Words.Any(static w => IsExpression(w)))
            {
                if (step.Words.Concat(steps.SelectMany(static s => s.Words)).Any(static w => Array.Exists(OfShell, o => $"{w} ".Contains(o, StringComparison.OrdinalIgnoreCase)))) return "fetches a script and runs it";
            }

            if (IsRun(steps, i, out bool isDecoded)) return isDecoded ? "decodes a script and runs it" : "fetches a script and runs it";
            if (RunsFile(step, saved)) return "fetches a file and runs it";
            if (IsDownloader(step)) Save(step, saved);
        }

        return null;
    }

    private static bool IsExpression(string word) => word.Equals("iex", StringComparison.OrdinalIgnoreCase) || word.Equals("invoke-expression", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where what this step writes goes into an interpreter, by a pipe or a substitution.</summary>
    private static bool IsRun(List<ShellStep> steps, int index, out bool isDecoded)
    {
        ShellStep step = steps[index];
        isDecoded = IsDecoder(step);
        if (!isDecoded && !IsDownloader(step)) return false;
        if (step.Into is { } into && (into.Length == 0 || CommandSteps.IsInterpreter(into))) return true;
        for (int later = index + 1; later < steps.Count; later++)
        {
            ShellStep next = steps[later];
            if (next.Pipeline != step.Pipeline) continue;
            if (!next.IsFed) return false;
            if (CommandSteps.IsInterpreter(next.Program) && ReadsInput(next)) return true;
        }

        return false;
    }

    private static bool IsDecoder(ShellStep step) => Array.IndexOf(Decoders, step.Program) >= 0 && step.Program switch
    {
        "base64" or "base32" => step.Words.Any(static w => w is "-d" or "-D" or "--decode" or "-di"),
        "xxd" => step.Words.Any(static w => w.StartsWith("-r", StringComparison.Ordinal)),
        "openssl" => step.Words.Contains("-d"),
        _ => true,
    };

    /// <summary>An interpreter that has its program already, such as <c>python -c</c> or <c>-m</c>, only reads data.</summary>
    private static bool ReadsInput(ShellStep step) =>
        !step.Words.Skip(1).Any(static w => w is "-c" or "-m" or "-e") && (step.Words.Skip(1).All(static w => w.StartsWith('-')) || step.Words.Contains("-s") || step.Words.Contains("-"));

    private static bool IsEncoded(ShellStep step) => step.Program is "powershell" or "pwsh"
        && step.Words.Skip(1).Any(static w => w.Length >= 2 && w[0] == '-' && "-encodedcommand".StartsWith(w, StringComparison.OrdinalIgnoreCase) && !w.Equals("-e", StringComparison.Ordinal) || w is "-ec" or "-e");

    private static bool RunsFile(ShellStep step, HashSet<string> saved)
    {
        if (saved.Count == 0 || step.Words.Count == 0) return false;
        if (step.Words[0].Contains('/', StringComparison.Ordinal) && saved.Contains(FileOf(step.Words[0]))) return true;
        return CommandSteps.IsInterpreter(step.Program) && step.Words.Skip(1).FirstOrDefault(static w => !w.StartsWith('-')) is { } file && saved.Contains(FileOf(file));
    }

    private static void Save(ShellStep step, HashSet<string> saved)
    {
        for (int i = 1; i < step.Words.Count; i++)
        {
            string word = step.Words[i];
            bool namesFile = i + 1 < step.Words.Count && word is "-o" or "-O" or "--output" or "--output-document" or ">" or "-OutFile" or "-sSLo" or "-sLo" or "-Lo" or "-fsSLo" or "-qO";
            if (namesFile && i + 1 < step.Words.Count) saved.Add(FileOf(step.Words[i + 1]));
            if (word.StartsWith("http", StringComparison.OrdinalIgnoreCase)) saved.Add(FileOf(word.Split('?', '#')[0]));
        }

        saved.Remove(string.Empty);
        saved.Remove("-");
    }

    private static string FileOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
