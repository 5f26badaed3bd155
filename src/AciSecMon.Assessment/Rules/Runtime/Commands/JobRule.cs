using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>A command that ends by itself is started again and again, because the restart policy is Always: a failure looks like the ordinary course.</summary>
internal sealed class JobRule() : ContainerRule("ACI-RUN-010")
{
    /// <summary>Programs that do one thing and end.</summary>
    private static readonly HashSet<string> Jobs = new(StringComparer.Ordinal)
    {
        "echo", "printf", "ls", "date", "az", "azcopy", "curl", "wget", "git", "pg_dump", "pg_dumpall", "pg_restore", "psql", "mysqldump", "mysqladmin", "mongodump",
        "mongorestore", "sqlcmd", "bcp", "tar", "gzip", "zip", "unzip", "rsync", "scp", "terraform", "ansible-playbook", "kubectl", "helm", "flyway", "liquibase",
        "alembic", "certbot", "restic", "rclone", "openssl", "sqlpackage",
    };

    /// <summary>Programs that end too and say nothing of what the command is for.</summary>
    private static readonly HashSet<string> Helpers = new(StringComparer.Ordinal)
    {
        "sh", "bash", "ash", "dash", "cd", "set", "export", "mkdir", "cp", "mv", "rm", "chmod", "chown", "test", "[", "exit", "true", "false", "sleep", "apk", "apt-get", "fi", "env", "cat", "touch",
    };

    /// <summary>Words that make a server of such a program.</summary>
    private static readonly HashSet<string> Serving = new(StringComparer.Ordinal) { "--daemon", "daemon", "serve", "proxy", "s_server", "--server", "-server", "port-forward", "server", "watch", "--watch" };

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("command");
        Value policy = group.Properties["restartPolicy"];
        Value command = container.Command;
        bool? isAlways = RestartPolicy.IsAlways(policy);
        if (container.IsInit)
        {
            judgement.NotApplicable(place, "An init container runs once.");
        }
        else if (command.IsMissing || isAlways == false)
        {
            judgement.Pass(place, "Nothing says that a job is restarted.");
        }
        else if (CommandSteps.OpenPart(command, [.. Jobs]) is { } open)
        {
            ReportOpen(place, open, container, judgement);
        }
        else if (!IsJob(command))
        {
            judgement.Pass(place, "The command does not look like a job.");
        }
        else if (isAlways is null)
        {
            ReportOpen(place, policy, container, judgement);
        }
        else
        {
            judgement.Fail(place, MissingValue.Instance, $"The command of {ContainerText.Of(container)} ends by itself, and the restart policy starts it again each time.", "OnFailure or Never as restartPolicy");
        }
    }

    private static bool IsJob(Value command)
    {
        List<ShellStep> steps = CommandSteps.Of(command);
        return steps.Exists(static s => Jobs.Contains(s.Program)) && !steps.Exists(static s => s.Words.Skip(1).Any(Serving.Contains)) && steps.TrueForAll(static s => Jobs.Contains(s.Program) || Helpers.Contains(s.Program))
            && !CommandSteps.Mentions(command, ["while ", "until ", "for (", "infinity"]);
    }

    private static void ReportOpen(Place place, Value open, Container container, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether {ContainerText.Of(container)} is a job that is restarted could not be decided: {ValueText.WhyOpen(open)}.", "Write Always, OnFailure or Never as restartPolicy.");
}
