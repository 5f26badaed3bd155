namespace AciSecMon;

/// <summary>Something that may hold container groups.</summary>
public abstract class EstateInput
{
    private protected EstateInput()
    {
    }
}

/// <summary>A file, or a folder that is walked.</summary>
public sealed class PathInput : EstateInput
{
    /// <summary>Full path in the file system.</summary>
    public required string FullPath { get; init; }

    /// <summary>True where the file was named by itself, so that a fault in it is an error and not a file to pass over.</summary>
    public bool IsExplicit { get; init; } = true;
}

/// <summary>A pipeline object, reduced to framework types.</summary>
public sealed class ObjectInput : EstateInput
{
    /// <summary>
    /// A tree of <see cref="IReadOnlyDictionary{TKey, TValue}"/> (string to object), <see cref="IReadOnlyList{T}"/> of object, string, bool, long, double, secure string
    /// and null; anything else stands for a value that cannot be read. Null where <see cref="Json"/> is given.
    /// </summary>
    public object? Tree { get; init; }

    /// <summary>The object's own JSON text, where it can give it.</summary>
    public string? Json { get; init; }

    /// <summary>Type name of the object, for messages and to tell the modules' generations apart.</summary>
    public string? TypeName { get; init; }
}

/// <summary>A group of this module, as it was emitted in this process.</summary>
public sealed class GroupInput : EstateInput
{
    /// <summary>The group.</summary>
    public required AciContainerGroup Group { get; init; }
}
