using System.Globalization;

namespace AciSecMon.Benchmarks;

/// <summary>Container groups as Resource Manager returns them: every tenth with faults, as in an estate that somebody looks after.</summary>
internal static class SampleGroups
{
    public static string Resource(int number) => number % 10 == 0 ? Faulty(number) : Good(number);

    private static string Good(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/shop-{{number}}",
          "name": "shop-{{number}}", "type": "Microsoft.ContainerInstance/containerGroups", "location": "westeurope", "tags": { "owner": "shop" },
          "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop": {} } },
          "properties": {
            "provisioningState": "Succeeded", "sku": "Standard", "osType": "Linux", "restartPolicy": "Always",
            "subnetIds": [ { "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/aci" } ],
            "ipAddress": { "type": "Private", "ip": "10.0.0.4", "ports": [ { "port": 443, "protocol": "TCP" } ] },
            "imageRegistryCredentials": [ { "server": "mcr.microsoft.com", "identity": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop" } ],
            "containers": [ { "name": "web", "properties": {
              "image": "mcr.microsoft.com/shop/web@sha256:9b2a28eb47540823042a2ba401386845089bb7b62a9637d55816132c4c3c36eb",
              "ports": [ { "port": 443, "protocol": "TCP" } ],
              "environmentVariables": [ { "name": "MODE", "value": "production" }, { "name": "DB_PASSWORD" } ],
              "resources": { "requests": { "cpu": 1.0, "memoryInGB": 1.5 } } } } ]
          }
        }
        """);

    private static string Faulty(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/test/providers/Microsoft.ContainerInstance/containerGroups/test-{{number}}",
          "name": "test-{{number}}", "type": "Microsoft.ContainerInstance/containerGroups", "location": "westeurope",
          "properties": {
            "provisioningState": "Succeeded", "osType": "Linux", "restartPolicy": "Always",
            "ipAddress": { "type": "Public", "ip": "203.0.113.7", "dnsNameLabel": "test-{{number}}", "ports": [ { "port": 22, "protocol": "TCP" }, { "port": 80, "protocol": "TCP" } ] },
            "containers": [ { "name": "web", "properties": {
              "image": "nginx:latest", "ports": [ { "port": 80, "protocol": "TCP" } ],
              "environmentVariables": [ { "name": "DB_PASSWORD", "value": "not-a-real-one-{{number}}" } ],
              "resources": { "requests": { "cpu": 1.0, "memoryInGB": 1.5 } } } } ]
          }
        }
        """);
}
