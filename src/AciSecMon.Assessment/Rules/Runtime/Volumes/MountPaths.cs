namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>Places of a file system that a mount must not take over.</summary>
internal static class MountPaths
{
    /// <summary>Linux places that a mount replaces as a whole: what the system and its users are made of.</summary>
    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var", "/var/run", "/var/lib",
        "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/usr/local/sbin", "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/sudoers", "/etc/sudoers.d", "/etc/ssh",
        "/etc/pam.d", "/etc/cron.d", "/etc/crontab", "/etc/ld.so.preload", "/root/.ssh", "/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock",
    };

    /// <summary>Linux places below which nothing may be mounted either.</summary>
    private static readonly string[] Below = ["/proc/", "/sys/", "/boot/", "/var/run/docker.sock/", "/var/spool/cron"];

    private static readonly HashSet<string> ExactOnWindows = new(StringComparer.OrdinalIgnoreCase)
    {
        "c:", "c:/windows", "c:/windows/system32", "c:/program files", "c:/program files (x86)", "c:/programdata", "c:/users", "c:/users/administrator",
        "c:/users/containeradministrator",
    };

    /// <summary>True where a mount at this path takes over what the system is made of.</summary>
    public static bool IsSensitive(string path)
    {
        string plain = Normalize(path);
        if (plain.Length >= 2 && plain[1] == ':' && char.IsAsciiLetter(plain[0]))
        {
            return ExactOnWindows.Contains(plain) || plain.StartsWith("c:/windows/", StringComparison.OrdinalIgnoreCase);
        }

        return Exact.Contains(plain) || Array.Exists(Below, b => plain.StartsWith(b, StringComparison.Ordinal)) || (plain.StartsWith("/home/", StringComparison.Ordinal) && plain.EndsWith("/.ssh", StringComparison.Ordinal));
    }

    /// <summary>The path with forward slashes and without what adds nothing: <c>//</c>, <c>.</c>, <c>..</c> and a slash at the end.</summary>
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Trim().Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        string joined = string.Join('/', parts);
        return parts.Count > 0 && parts[0].EndsWith(':') ? joined : $"/{joined}";
    }
}
