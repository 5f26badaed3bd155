namespace AciSecMon.Assessment.Documents;

/// <summary>What a source may hold. Each limit lies far above real files and keeps a hostile one from using up memory or stack.</summary>
internal static class DocumentLimits
{
    /// <summary>Levels of arrays and objects. Everything that walks a value may recurse as deep as this.</summary>
    public const int Depth = 512;

    /// <summary>Arrays, objects and scalars of one document. A value takes about 100 bytes, and the largest real templates hold some 150,000.</summary>
    public const int Values = 5_000_000;

    /// <summary>Notices of one document; the rest would say the same again.</summary>
    public const int Notices = 100;

    /// <summary>The fault of a document beyond <see cref="Depth"/>.</summary>
    public const string TooDeep = "arrays and objects are nested more than 512 levels deep";

    /// <summary>The fault of a document beyond <see cref="Values"/>.</summary>
    public const string TooManyValues = "the document holds more than 5,000,000 values";
}
