using System.Buffers;
using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Images;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>The container waits for somebody to come in: it sleeps forever, or runs a server of shells.</summary>
internal sealed class StandingShellRule() : ContainerRule("ACI-RUN-019")
{
    private const long Day = 24 * 60 * 60;

    private static readonly string[] Traces =
        ["sleep", "/dev/null", "sshd", "dropbear", "ttyd", "gotty", "wetty", "tmate", "code-server", "nc", "netcat", "socat"];

    private static readonly HashSet<string> ShellServers = new(StringComparer.Ordinal) { "sshd", "dropbear", "ttyd", "gotty", "wetty", "tmate", "code-server" };

    /// <summary>Names of images, by their last part, that serve a shell or a desktop.</summary>
    private static readonly HashSet<string> ShellImages = new(StringComparer.Ordinal)
    {
        "openssh-server", "sshd", "ssh", "docker-sshd", "ttyd", "gotty", "wetty", "code-server", "openvscode-server", "webtop", "guacamole", "netshoot",
    };

    private static readonly SearchValues<char> ImageCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-/:@");

    private static readonly HashSet<string> Idle = new(StringComparer.Ordinal) { "true", ":", "sleep", "done", "echo", "date", "[", "1", "sh", "bash", "ash", string.Empty };

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("command");
        Value command = container.Command;
        if (!command.IsMissing && CommandSteps.Mentions(command, Traces) && HowOpen(command) is { } how)
        {
            judgement.Fail(place, MissingValue.Instance, $"{ContainerText.The(container)} {how}, which makes it a standing foothold.", "The program that the container is for");
        }

        JudgeImage(container, judgement);
        JudgePorts(container, judgement);
        if (!judgement.HasObjection && CommandSteps.OpenPart(command, "sleep", "tail", "nc", "ncat", "socat") is { } open)
        {
            judgement.Undecided(place, open, $"Whether {ContainerText.Of(container)} waits for somebody to come in could not be decided: {ValueText.WhyOpen(open)}.", "Write command as a list of strings.");
        }

        judgement.PassUnlessObjected(place, "The container does not wait for somebody to come in.");
    }

    private static void JudgeImage(Container container, Judgement judgement)
    {
        Place place = container.Place.Of("image");
        if (container.Image is StringValue { Text: { Length: > 0 } text } && !text.AsSpan().ContainsAnyExcept(ImageCharacters) && !MentionsShell(text)) return;
        if (!ImageRule.TryRead(container, out ImageReference? image, out string? fault))
        {
            judgement.Undecided(place, container.Image, $"Whether {ContainerText.Of(container)} serves a shell could not be decided by its image: {fault}.", "Write an image reference as image.");
        }
        else if (ShellImages.Contains(image.Repository[(image.Repository.LastIndexOf('/') + 1)..]))
        {
            judgement.Fail(place, container.Image, $"{ContainerText.The(container)} runs an image that serves a shell, which makes it a standing foothold.", "The program that the container is for");
        }
    }

    // The usual ports of servers of shells: SSH and its common other number, and ttyd.
    private static void JudgePorts(Container container, Judgement judgement)
    {
        foreach (PortEntry entry in container.Ports.Items)
        {
            if (entry.Port.AsWhole() is 22 or 2222 or 7681)
            {
                judgement.Fail(entry.Place, entry.Port, $"{ContainerText.The(container)} listens where servers of shells do, which makes it a standing foothold.", "The ports of the program that the container is for");
            }
            else if (entry.Port.IsUnresolved)
            {
                ReportOpenPort(entry.Place, entry.Port, container, judgement);
            }
        }

        if (container.Ports.Rest is { } rest) ReportOpenPort(container.Place.Of("ports"), rest, container, judgement);
    }

    private static void ReportOpenPort(Place place, Value open, Container container, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether {ContainerText.Of(container)} listens where servers of shells do could not be decided: {ValueText.WhyOpen(open)}.", "Write the port as a number.");

    /// <summary>A look before the work of reading the reference, which most images do not need.</summary>
    private static bool MentionsShell(string image)
    {
        foreach (string name in ShellImages)
        {
            if (image.Contains(name, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static string? HowOpen(Value command)
    {
        List<ShellStep> steps = CommandSteps.Of(command);
        foreach (ShellStep step in steps)
        {
            if (ShellServers.Contains(step.Program)) return $"serves a shell by {step.Program}";
            if (step.Program is "nc" or "ncat" or "netcat" && step.Words.Any(static w => w is "-e" or "-c" or "--exec" or "-le" or "-lvpe")) return $"serves a shell by {step.Program}";
            if (step.Program == "socat" && step.Words.Any(static w => w.StartsWith("exec:", StringComparison.OrdinalIgnoreCase))) return "serves a shell by socat";
            if (step.Program == "tail" && step.Words.Contains("/dev/null")) return "does nothing, forever";
            if (step.Program == "sleep" && step.Words.Skip(1).Any(static w => w.StartsWith("inf", StringComparison.OrdinalIgnoreCase))) return "does nothing, forever";
        }

        // A long sleep between two runs of a job is the job's pace.
        bool isIdle = steps.TrueForAll(static s => Idle.Contains(s.Program));
        if (isIdle && steps.Exists(static s => s.Program == "sleep" && s.Words.Skip(1).Any(IsForever))) return "does nothing, forever";

        bool loops = CommandSteps.Mentions(command, ["while true", "while :", "while [ 1", "while sleep"]);
        return loops && isIdle ? "does nothing, forever" : null;
    }

    /// <summary>Infinity, or a day and more.</summary>
    private static bool IsForever(string time)
    {
        if (time.StartsWith("inf", StringComparison.OrdinalIgnoreCase)) return true;
        (string number, long unit) = time.Length == 0 ? (time, 1) : time[^1] switch
        {
            'd' => (time[..^1], Day),
            'h' => (time[..^1], Day / 24),
            'm' => (time[..^1], 60),
            's' => (time[..^1], 1),
            _ => (time, 1L),
        };
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double count) && count * unit >= Day;
    }
}
