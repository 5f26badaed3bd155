using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AciSecMon.Connections;

/// <summary>Finds the certificate that a service principal signs in with.</summary>
internal static class Certificates
{
    private static readonly StoreLocation[] Locations = [StoreLocation.CurrentUser, StoreLocation.LocalMachine];

    /// <summary>The certificate of a thumbprint, from the personal stores of the user and then of the machine.</summary>
    /// <exception cref="AciProblemException">It is not there, or its private key is not.</exception>
    public static X509Certificate2 ByThumbprint(string thumbprint)
    {
        string wanted = thumbprint.Replace(" ", string.Empty, StringComparison.Ordinal);
        X509Certificate2[] found = [.. Locations.SelectMany(location => Find(location, wanted))];
        if (found.Length == 0) throw Wrong("AciCertificateNotFound", AciProblemKind.NotFound, $"There is no certificate with the thumbprint '{thumbprint}' in the personal stores of the user and the machine.", thumbprint);
        return Array.Find(found, static certificate => certificate.HasPrivateKey) ?? throw NoKey(thumbprint);
    }

    /// <summary>The certificate of a file: PKCS #12 (.pfx, .p12), or PEM with its key.</summary>
    /// <exception cref="AciProblemException">The file cannot be read, or holds no private key.</exception>
    public static X509Certificate2 FromFile(string path, SecureString? password)
    {
        try
        {
            X509Certificate2 certificate = Path.GetExtension(path).Equals(".pem", StringComparison.OrdinalIgnoreCase)
                ? FromPem(path, password)
                : new X509Certificate2(path, password, KeyStorage);
            return certificate.HasPrivateKey ? certificate : throw NoKey(path);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // What the framework says of a wrong password differs from system to system, and never helps.
            throw Wrong("AciCertificateUnreadable", AciProblemKind.ReadError, $"The certificate '{path}' could not be read: it is not there, no certificate with a key, or its password is another one.", path, failure);
        }
    }

    /// <summary>The key is kept off the disk where the system can do without.</summary>
    private static X509KeyStorageFlags KeyStorage => OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    private static X509Certificate2 FromPem(string path, SecureString? password) => password is null
        ? X509Certificate2.CreateFromPemFile(path)
        : X509Certificate2.CreateFromEncryptedPemFile(path, new System.Net.NetworkCredential(string.Empty, password).Password);

    private static IEnumerable<X509Certificate2> Find(StoreLocation location, string thumbprint)
    {
        using var store = new X509Store(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            // Not every system has both stores.
            return [];
        }

        return [.. store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false)];
    }

    private static AciProblemException NoKey(string target) =>
        Wrong("AciCertificateWithoutKey", AciProblemKind.InvalidArgument, $"The certificate '{target}' has no private key here, so nobody can sign in with it.", target);

    private static AciProblemException Wrong(string id, AciProblemKind kind, string message, string target, Exception? cause = null) => new(
        new AciProblem
        {
            Id = id,
            Kind = kind,
            Message = message,
            Target = target,
            Recommendation = "Give -CertificateThumbprint of an installed certificate, or -CertificatePath of a .pfx or .pem file with its key and -CertificatePassword.",
        },
        cause);
}
