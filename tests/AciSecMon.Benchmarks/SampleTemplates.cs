using System.Text;

namespace AciSecMon.Benchmarks;

/// <summary>Templates of any size, made the same in every run.</summary>
internal static class SampleTemplates
{
    /// <summary>A template of the usual size: one group with two containers, parameters and variables.</summary>
    public const string Typical = """
        {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": {
            "name": { "type": "string", "defaultValue": "shop" },
            "tag": { "type": "string", "defaultValue": "2.4.1" },
            "password": { "type": "securestring" }
          },
          "variables": { "image": "[format('contoso.azurecr.io/shop/web:{0}', parameters('tag'))]" },
          "resources": [
            {
              "type": "Microsoft.ContainerInstance/containerGroups",
              "apiVersion": "2025-09-01",
              "name": "[concat(parameters('name'), '-', uniqueString('a'))]",
              "location": "[resourceGroup().location]",
              "properties": {
                "osType": "Linux",
                "ipAddress": { "type": "Public", "ports": [ { "port": 80 }, { "port": 443 } ], "dnsNameLabel": "[parameters('name')]" },
                "containers": [
                  {
                    "name": "web",
                    "properties": {
                      "image": "[variables('image')]",
                      "ports": [ { "port": 80 }, { "port": 443 } ],
                      "environmentVariables": [
                        { "name": "DB_PASSWORD", "value": "[parameters('password')]" },
                        { "name": "MODE", "value": "production" }
                      ],
                      "resources": { "requests": { "cpu": 1, "memoryInGB": 1.5 } }
                    }
                  },
                  {
                    "name": "sidecar",
                    "properties": {
                      "image": "mcr.microsoft.com/azuredocs/aci-tutorial-sidecar",
                      "resources": { "requests": { "cpu": 1, "memoryInGB": 1.5 } }
                    }
                  }
                ]
              }
            }
          ]
        }
        """;

    /// <summary>A template of about that many bytes: nested deployments as compiled Bicep modules have them, the last of which holds a group.</summary>
    public static string Large(int bytes)
    {
        var text = new StringBuilder("""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [""");
        for (int i = 0; text.Length < bytes; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "module-{{i}}",
                  "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
                    "parameters": { "name": { "value": "[concat('account', '{{i}}')]" } },
                    "template": { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                      "parameters": { "name": { "type": "string", "metadata": { "description": "Required. Name of the storage account that this module makes." } },
                        "tags": { "type": "object", "defaultValue": {}, "metadata": { "description": "Optional. Tags of the resource." } } },
                      "variables": { "roles": { "Reader": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]" } },
                      "resources": [ { "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "[parameters('name')]",
                        "location": "[resourceGroup().location]", "tags": "[parameters('tags')]", "sku": { "name": "Standard_LRS" }, "kind": "StorageV2",
                        "properties": { "supportsHttpsTrafficOnly": true, "minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": false } } ] } } },
                """);
        }

        text.Append("""{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "groups", "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" }, "template": """);
        return text.Append(Typical).Append("} } ] }").ToString();
    }
}
