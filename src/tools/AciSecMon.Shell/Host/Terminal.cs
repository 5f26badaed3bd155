using System.Management.Automation;
using System.Management.Automation.Host;

namespace AciSecMon.Shell.Host;

/// <summary>The console: results on standard output, everything else on standard error.</summary>
internal sealed class Terminal
{
    private const string Red = "\u001b[31;1m";
    private const string Yellow = "\u001b[33;1m";
    private const string Plain = "\u001b[0m";
    private const string EraseLine = "\r\u001b[K";
    private const int DefaultWidth = 120;

    private readonly Lock gate = new();
    private readonly bool mayColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
    private bool progressShown;

    /// <summary>True where the output may hold escape sequences.</summary>
    public bool ColourOutput => mayColour && !Console.IsOutputRedirected;

    /// <summary>Characters in a line.</summary>
    public static int Width
    {
        get
        {
            if (Console.IsOutputRedirected) return DefaultWidth;
            int width = Console.WindowWidth;
            return width > 0 ? width : DefaultWidth;
        }
    }

    private bool ColourErrors => mayColour && !Console.IsErrorRedirected;

    /// <summary>Writes to standard output, without escape sequences where those are not wanted.</summary>
    public void Write(string text)
    {
        lock (gate)
        {
            EraseProgress();
            Console.Out.Write(PSHostUserInterface.GetOutputString(text, ColourOutput));
        }
    }

    /// <summary>Writes a line to standard error.</summary>
    public void WriteNote(string label, string text) => WriteErrorLine(label.Length == 0 ? text : Paint(Yellow, $"{label}: {text}"));

    /// <summary>Writes an error record to standard error.</summary>
    public void WriteError(ErrorRecord error)
    {
        IEnumerable<string> lines = ErrorText.Lines(error);
        WriteErrorLine(Paint(Red, lines.First()));
        foreach (string line in lines.Skip(1)) WriteErrorLine(line);
    }

    /// <summary>Writes a line to standard error in the colour of errors.</summary>
    public void WriteErrorText(string text) => WriteErrorLine(Paint(Red, text));

    /// <summary>Shows how far the work is, on one line that is overwritten; nothing where standard error is redirected.</summary>
    public void ShowProgress(ProgressRecord record)
    {
        if (Console.IsErrorRedirected) return;
        lock (gate)
        {
            EraseProgress();
            if (record.RecordType == ProgressRecordType.Completed) return;

            string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : string.Empty;
            string text = $"{record.Activity}: {record.StatusDescription}{percent}";
            Console.Error.Write(text.Length < Width ? text : text[..(Width - 1)]);
            progressShown = true;
        }
    }

    /// <summary>Takes the progress line away.</summary>
    public void EndProgress()
    {
        lock (gate) EraseProgress();
    }

    private void WriteErrorLine(string text)
    {
        lock (gate)
        {
            EraseProgress();
            Console.Error.WriteLine(text);
        }
    }

    private void EraseProgress()
    {
        if (!progressShown) return;
        Console.Error.Write(mayColour ? EraseLine : "\r" + new string(' ', Width - 1) + "\r");
        progressShown = false;
    }

    private string Paint(string colour, string text) => ColourErrors ? colour + text + Plain : text;
}
