namespace AciSecMon.Assessment.Detections;

/// <summary>A scalar type of the Kusto query language, by the name that the language gives it.</summary>
internal enum KqlType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A truth value.</summary>
    Bool,

    /// <summary>A whole number of 32 bits.</summary>
    Int,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A floating-point number.</summary>
    Real,

    /// <summary>A length of time.</summary>
    TimeSpan,

    /// <summary>A point in time.</summary>
    DateTime,

    /// <summary>A list or an object.</summary>
    Dynamic,
}
