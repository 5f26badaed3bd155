using System.Diagnostics.CodeAnalysis;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>A rule on the image reference of a container or init container. It is Unknown where there is none that can be read.</summary>
internal abstract class ImageRule(string id) : ContainerRule(id)
{
    private const string ExpectedImage = "Write an image reference such as contoso.azurecr.io/shop/web:1.4.2 as image.";

    public sealed override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("image");
        if (TryRead(container, out ImageReference? image, out string? fault)) JudgeImage(new ImageSubject(image, container, group), judgement);
        else judgement.Undecided(place, container.Image, $"The image of {ImageSubject.NameOf(container)} could not be judged: {fault}.", ExpectedImage);
    }

    /// <summary>Reads the image of a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="image">The image; null where it cannot be read.</param>
    /// <param name="fault">Why it cannot be read, as the end of a sentence; null where it can.</param>
    public static bool TryRead(Container container, [NotNullWhen(true)] out ImageReference? image, [NotNullWhen(false)] out string? fault)
    {
        if (container.Image.AsText() is { Length: > 0 } text)
        {
            if (ImageReference.TryParse(text, out image, out fault)) return true;
            fault = $"it is no image reference, {fault}";
            return false;
        }

        image = null;
        fault = container.Image.IsMissingOrEmpty() ? "there is none" : ValueText.WhyOpen(container.Image);
        return false;
    }

    protected abstract void JudgeImage(ImageSubject subject, Judgement judgement);
}

/// <summary>An image and the container that runs it.</summary>
/// <param name="Image">The image.</param>
/// <param name="Container">The container.</param>
/// <param name="Group">Its group.</param>
internal readonly record struct ImageSubject(ImageReference Image, Container Container, ContainerGroup Group)
{
    public Place Place => Container.Place.Of("image");

    public Value Value => Container.Image;

    /// <summary>The container for messages: kind and name.</summary>
    public string ContainerName => NameOf(Container);

    /// <summary>The registry for messages.</summary>
    public string RegistryName => Value.Origins.IsSecure ? "(secure)" : Image.Registry;

    /// <summary>A container for messages: kind and name.</summary>
    public static string NameOf(Container container) => $"{(container.IsInit ? "init container" : "container")} '{DisplayName.Of(container.DisplayName)}'";
}
