namespace AciSecMon.Assessment.Documents;

/// <summary>What a source may hold. Each limit lies far above real files and keeps a hostile one from using up memory or stack.</summary>
internal static class DocumentLimits
{
    /// <summary>Size of a file. A template may have 4 MB and a page of a list some 20 MB; a text takes about five times its size in memory while it is read.</summary>
    public const int FileBytes = 64 * 1024 * 1024;

    /// <summary>
    /// Characters of a YAML text. The YAML parser is some fifty times slower than the JSON reader: it takes up to two seconds for a million characters. Deployment files are
    /// small, and long lists are written as JSON.
    /// </summary>
    public const int YamlCharacters = 16 * 1024 * 1024;

    /// <summary>Levels of arrays and objects. What walks a value may recurse as deep as this.</summary>
    public const int Depth = 512;

    /// <summary>Arrays, objects and scalars of one text. A value takes about 100 bytes; the largest published templates hold some 40,000.</summary>
    public const int Values = 5_000_000;

    /// <summary>Values that the aliases of one YAML text stand for, each counted as often as it is referred to: a few lines can stand for billions.</summary>
    public const int AliasedValues = 1_000_000;

    /// <summary>Notices of one text; the rest would say the same again.</summary>
    public const int Notices = 100;
}
